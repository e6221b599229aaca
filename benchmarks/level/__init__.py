"""How good the level recommendation is: invented hiring worlds, the best that any reader could do, and simple means."""
