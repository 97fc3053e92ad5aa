"""The signature bases of the hop written down a second time, from RFC 9421 section 2.5 and not from the library."""

from collections.abc import Mapping


def _parameters(headers: Mapping[str, str]) -> str:
    """What stands behind the label in Signature-Input: the covered components and their parameters, as they stand."""
    return _field(headers, "signature-input").partition("=")[2]


def _field(headers: Mapping[str, str], wanted: str) -> str:
    (value,) = (value.strip() for name, value in headers.items() if name.lower() == wanted)
    return value


def base_of_request(method: str, url: str, headers: Mapping[str, str]) -> str:
    """What a request's signature is over."""
    return "\n".join(
        [
            f'"@method": {method}',
            f'"@target-uri": {url}',
            f'"content-digest": {_field(headers, "content-digest")}',
            f'"@signature-params": {_parameters(headers)}',
        ]
    )


def base_of_answer(status: int, headers: Mapping[str, str], request: Mapping[str, str]) -> str:
    """What an answer's signature is over: among it the whole field Signature of the request."""
    return "\n".join(
        [
            f'"@status": {status}',
            f'"content-digest": {_field(headers, "content-digest")}',
            f'"signature";req: {_field(request, "signature")}',
            f'"@signature-params": {_parameters(headers)}',
        ]
    )


def signature_of(headers: Mapping[str, str]) -> str:
    """The one signature in base64, without its label and colons."""
    return _field(headers, "signature").removeprefix("hop=:").removesuffix(":")
