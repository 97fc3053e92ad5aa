"""Log lines that say who, and log lines that say what."""


def bad(person, request):
    logger.info("opened %s", person.given_name)  # caught: personal-field-in-a-log
    logger.warning("no answer at " + person.phone)  # caught: personal-field-in-a-log
    log.error("not understood: %s", request.body)  # caught: personal-field-in-a-log
    logger.info("sent", extra={"form": request.POST})  # caught: personal-field-in-a-log
    logger.info("read %s", content["narrative"])  # caught: personal-field-in-a-log


def good(referral, fault):
    logger.warning("a message was set aside", extra={"peer": referral.peer, "fault": fault.value})
    logger.error("an import has stopped: %s", type(fault).__name__)
