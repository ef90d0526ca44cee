"""One module per published format: an Episode or a Show in, the bytes of one file out. Nothing here touches a disk."""
