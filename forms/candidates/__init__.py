"""Forms of candidates: what staff keep of them, and what candidates send themselves."""
