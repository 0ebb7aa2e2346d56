from catalog.models.search_miss import SearchMiss
from catalog.models.term import Posting, Term

__all__ = ["Posting", "SearchMiss", "Term"]
