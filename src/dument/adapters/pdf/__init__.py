"""Printed documents: Typst templates, their fonts, and the typesetter that fills them."""
