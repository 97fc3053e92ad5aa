"""Requests to somebody else."""


def bad(url, client):
    pool = urllib3.PoolManager(retries=False)  # caught: request-without-an-end
    client.request("GET", url)  # caught: request-without-an-end
    urllib.request.urlopen(url)  # caught: request-without-an-end
    requests.get(url)  # caught: request-without-an-end
    smtplib.SMTP(url)  # caught: request-without-an-end
    return pool


def good(url, client):
    pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(5))
    client.request("GET", url, redirect=False)
    requests.get(url, timeout=5)
    return pool
