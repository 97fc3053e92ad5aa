"""How languages write dates, where that differs from the order in our pages (Django's FORMAT_MODULE_PATH)."""
