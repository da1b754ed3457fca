"""Files made to harm, as tables of named cases, and what must be true of each of them."""
