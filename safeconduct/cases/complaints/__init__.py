"""A person's complaint goes to somebody who has no part in the case. Codes only; the words are spoken."""
