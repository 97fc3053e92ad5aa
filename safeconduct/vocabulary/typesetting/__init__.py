"""Papers: a sheet of questions or sentences, drawn as a page to look at and as a tagged PDF to print."""
