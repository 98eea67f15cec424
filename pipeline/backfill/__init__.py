"""Years of chats: an archive cut into chats, each a unit of work, all of it in a catalogue."""
