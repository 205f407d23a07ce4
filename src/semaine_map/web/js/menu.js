function startMenu() {}
