"""A receiver refers on what came to it: a referral of its own, by the person's new consent, with the chain visible."""
