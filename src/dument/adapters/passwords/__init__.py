"""Lists of leaked passwords: a small one shipped, and the whole of Have I Been Pwned when it was downloaded."""
