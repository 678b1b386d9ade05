"""What scanners make of a text: measured confusions, and the noise that is made of them."""
