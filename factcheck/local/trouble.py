class Trouble(Exception):
    """What keeps the desk from running, in one sentence that says what to do."""
