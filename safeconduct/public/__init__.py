"""The public site: a Django project of its own beside a node, which cannot reach a case."""
