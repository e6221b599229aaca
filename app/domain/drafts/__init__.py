"""Drafts of content: what of one can be edited, what became of its page's texts, and when it is whole."""
