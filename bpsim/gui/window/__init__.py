"""The main window, its menus, files and questions."""
