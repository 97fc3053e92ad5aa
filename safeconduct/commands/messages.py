"""The door `messages`: bring the catalogues of translations up to the source, and say what is not translated."""

import argparse

from babel.messages.catalog import Catalog

from safeconduct.commands.building import catalogues

SHOWN = 40


def main(arguments: list[str]) -> int:
    """0 when every text has its translation, 1 when some are missing: they are listed, and empty in the file."""
    argparse.ArgumentParser(prog="./run messages", description=__doc__).parse_args(arguments)
    source = catalogues.collected()
    missing = [text for language in catalogues.languages() for text in _renew(language, source)]
    catalogues.ensure()
    return 1 if missing else 0


def _renew(language: str, source: Catalog) -> list[str]:
    catalog = catalogues.renewed(catalogues.read(language), source)
    path = catalogues.path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(catalogues.written(catalog))
    missing = catalogues.untranslated(catalog)
    print(f"{language}: {len(catalog)} texts, {len(missing)} not translated.")
    for text in missing[:SHOWN]:
        print(f"  {text}")
    if len(missing) > SHOWN:
        print(f"  and {len(missing) - SHOWN} more: search the file for an empty msgstr")
    return missing
