"""Read a folder of tables and drawings safely, and check it whole."""
