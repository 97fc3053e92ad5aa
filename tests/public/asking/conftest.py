"""The site behind a proxy that says where everybody comes from."""

from tests.public.editors.conftest import earnest

__all__ = ["earnest"]
