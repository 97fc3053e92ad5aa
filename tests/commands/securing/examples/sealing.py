"""What is sealed."""


def bad(key, text):
    return key.encrypt(text, b"")  # caught: sealed-without-its-place


def also_bad(key, nonce, text):
    return key.decrypt(nonce, text, None)  # caught: sealed-without-its-place


def good(key, text, place):
    return key.encrypt(text, place)
