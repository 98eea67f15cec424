"""Python imports this at its start where the folder is on PYTHONPATH: so the network is closed."""

import closed  # noqa: F401
