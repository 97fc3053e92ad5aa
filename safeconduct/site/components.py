"""`<c-...>` and `{% include %}` as ever, each of which finds its template once for a process.

Django and django-cotton look for the template anew for each place of each page. Templates do not change while a
process lives.
"""

from typing import Any

from django.template import Library, Node
from django.template.base import Parser, Template, Token
from django.template.context import Context
from django.template.loader_tags import IncludeNode, do_include
from django.utils.safestring import SafeString
from django_cotton.templatetags._component import CottonComponentNode, cotton_component

register = Library()


class Component(CottonComponentNode):  # type: ignore[misc]  # it brings no types
    """A place of a template at which a component stands."""

    _template: Template | None = None

    def _get_cached_template(self, context: Context, attrs: Any) -> Template:
        if "is" in attrs:
            found: Template = super()._get_cached_template(context, attrs)
            return found
        if self._template is None:
            self._template = super()._get_cached_template(context, attrs)
        return self._template


class Included(IncludeNode):
    """A place of a template at which another one stands whose name is a text."""

    _template: Template | None = None

    def render(self, context: Context) -> SafeString:
        """As its parent."""
        if self._template is None:
            engine = context.template.engine  # type: ignore[union-attr]  # a context that is rendered has one
            self._template = engine.get_template(str(self.template.var))
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        if self.isolated_context:
            return self._template.render(context.new(values))
        with context.push(**values):
            return self._template.render(context)


@register.tag("cotton")
def component(parser: Parser, token: Token) -> Node:
    """Django-cotton's tag."""
    node = cotton_component(parser, token)
    return Component(node.component_name, node.nodelist, node.attrs, node.only, node.active_library)


@register.tag("include")
def include(parser: Parser, token: Token) -> Node:
    """Django's tag."""
    node = do_include(parser, token)
    if not isinstance(node.template.var, str) or node.template.filters:
        return node
    return Included(node.template, extra_context=node.extra_context, isolated_context=node.isolated_context)
