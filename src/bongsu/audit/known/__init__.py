"""What a text tells against the packaged references."""
