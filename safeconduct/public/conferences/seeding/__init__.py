"""The conferences of the demonstration: invented partners, days counted from today."""
