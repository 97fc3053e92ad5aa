"""Questions of a coordinator: how many persons are in one group of one year, answered through the guard."""
