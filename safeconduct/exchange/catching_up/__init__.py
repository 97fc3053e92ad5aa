"""After a restore two nodes agree on the last numbers of their lanes, and what one of them has lost is sent again.

The restored node asks (`asking`, its worker), the other answers (`answering`, its inbox) and sends again (`repeating`,
its worker). `rules` says which numbers are behind and ahead, `wire` what travels, `epochs` who waits meanwhile.
"""
