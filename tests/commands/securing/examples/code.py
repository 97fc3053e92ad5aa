"""Data that becomes code."""


def bad(text, request):
    eval(text)  # caught: data-that-becomes-code
    exec(text)  # caught: data-that-becomes-code
    pickle.loads(text)  # caught: data-that-becomes-code
    yaml.load(text)  # caught: data-that-becomes-code
    Template(request.POST.get("text"))  # caught: data-that-becomes-code


def good(text):
    return json.loads(text)
