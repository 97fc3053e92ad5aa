"""Where somebody is sent."""


def bad(request):
    return redirect(request.GET.get("next"))  # caught: redirect-to-what-was-sent


def also_bad(request):
    wanted = request.POST["next"]
    return HttpResponseRedirect(wanted)  # caught: redirect-to-what-was-sent


def good(request):
    wanted = request.GET.get("next", "")
    return redirect(wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/")


def also_good(request):
    return redirect("referral", reference=request.POST["reference"])
