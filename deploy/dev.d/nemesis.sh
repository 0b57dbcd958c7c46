# nemesis                            arrives with a later release

cmd_nemesis() { later nemesis; }
