"""An adult refuses to be referred: what is counted all the same, for the national coordinator, without anybody."""
