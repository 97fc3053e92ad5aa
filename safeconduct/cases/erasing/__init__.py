"""One section of an own file is erased at the person's wish: asked by one, confirmed by another; key and rows go."""
