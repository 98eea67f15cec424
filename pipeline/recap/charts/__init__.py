"""Pictures of a chat as SVG: across in percent, down in pixels, so that letters keep their size."""
