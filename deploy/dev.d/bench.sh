# bench                              arrives with a later release

cmd_bench() { later bench; }
