# browser                            arrives with a later release

cmd_browser() { later browser; }
