"""Make the HTML page that anyone opens from a disk."""
