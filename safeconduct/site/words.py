"""`{% trans %}` and `{% blocktrans %}` of constants, each worked out once for a process.

They stand in place of Django's own (`settings.TEMPLATES`), under the same names. A page has a hundred words that are
the same for everybody, and Django looks each of them up, escapes it and joins it anew: 8 microseconds in place of one.
Promised: the same text. What has a variable in it, a count or a filter, is Django's own all the same.
"""

from typing import Any

from django.template import Library, Node
from django.template.base import Parser, Token, TokenType
from django.template.context import Context
from django.templatetags import i18n
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Kept(Node):
    """Words that no page changes, by language; put into `name` where there is one."""

    child_nodelists = ()

    def __init__(self, words: Node, name: str | None) -> None:
        self.words, self.name = words, name
        self._kept: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """The words in the active language."""
        said = self._said(context)
        if self.name is None:
            return said
        context[self.name] = said
        return ""

    def _said(self, context: Context) -> str:
        if not context.autoescape:
            return self.words.render(context)
        language = get_language()
        said = self._kept.get(language)
        if said is None:
            # Of our catalogues: escaped, or a block, which is HTML as it stands.
            words = self.words.render(context)
            said = SafeString(words)  # nosec B703  # nosemgrep: text-that-is-not-escaped
            self._kept[language] = said
        return said


class Message(i18n.BlockTranslateNode):
    """Words with places: which they are, and where, stands in the template and is found out once."""

    def render_token_list(self, tokens: list[Token]) -> tuple[str, list[str]]:
        """As its parent, once for each list of tokens."""
        known: dict[int, tuple[str, list[str]]] = self.__dict__.setdefault("_known", {})
        if id(tokens) not in known:  # lists of this very node, which live as long as it does
            known[id(tokens)] = super().render_token_list(tokens)
        text, places = known[id(tokens)]
        return text, [*places]


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    """Django's tag; kept where its words are a constant."""
    node: Any = i18n.do_translate(parser, token)
    text, context = node.filter_expression, node.message_context
    if node.noop or text.filters or text.var.literal is None or _varies(context):
        return i18n.TranslateNode(text, node.noop, node.asvar, context)
    name, node.asvar = node.asvar, None
    return Kept(node, name)


@register.tag("blocktranslate")
@register.tag("blocktrans")
def block(parser: Parser, token: Token) -> Node:
    """Django's tag; kept where nothing stands in it but words."""
    node: Any = i18n.do_block_translate(parser, token)
    if node.extra_context or node.plural or _varies(node.message_context) or _has_places(node.singular):
        return Message(
            node.extra_context,
            node.singular,
            node.plural,
            node.countervar,
            node.counter,
            node.message_context,
            trimmed=node.trimmed,
            asvar=node.asvar,
            tag_name=node.tag_name,
        )
    name, node.asvar = node.asvar, None
    return Kept(node, name)


def _varies(expression: Any) -> bool:
    """Whether it has to be asked of the page; a text that stands in the template has not."""
    return expression is not None and not isinstance(expression.var, str)


def _has_places(tokens: list[Token]) -> bool:
    return any(token.token_type is not TokenType.TEXT for token in tokens)
