"""The year before the demonstration: whom the agencies registered then, and its edition from the facts to a reader."""
