def refresh_changed(**kwargs): pass
