"""What scanners make of a text: confusions measured on our own scans, and the noise made of them."""
