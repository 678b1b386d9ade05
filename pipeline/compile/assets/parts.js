// The list of the parts of a large corpus needs nothing of its own.
begin();
