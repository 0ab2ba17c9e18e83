"""What every figure needs: an installation, servers, a client, processor time, rows."""
