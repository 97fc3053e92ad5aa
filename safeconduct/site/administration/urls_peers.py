"""Addresses of the pages about other nodes, below /administration/peers/."""

from django.urls import path

from safeconduct.site.administration import feeds, own_keys, peers

urlpatterns = [
    path("", peers.front, name="administration_peers"),
    path("card/", peers.card, name="administration_peers_card"),
    path("keys/", own_keys.own_keys, name="administration_keys"),
    path("services/", feeds.feeds, name="administration_feeds"),
    path("services/<str:node>/", feeds.feed, name="administration_feed"),
    path("services/<str:node>/act/", feeds.act, name="administration_feed_act"),
    path("add/", peers.add, name="administration_peers_add"),
    path("confirm/", peers.confirm, name="administration_peers_confirm"),
    path("node/<str:node>/", peers.peer, name="administration_peer"),
    path("node/<str:node>/act/", peers.act, name="administration_peer_act"),
]
