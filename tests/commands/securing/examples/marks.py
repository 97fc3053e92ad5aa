"""Forms without their mark."""


@csrf_exempt  # caught: form-without-its-mark
def bad(request):
    return None


also_bad = csrf_exempt(good)  # caught: form-without-its-mark


def good(request):
    return None
