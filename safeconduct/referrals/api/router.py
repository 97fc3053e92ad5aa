"""Where the operations of this room are registered: one router, since several of them share an address."""

from ninja import Router

router = Router()
