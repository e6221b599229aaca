"""Forms of ladders: the questions of an area, and what is edited of ladders and job families."""
