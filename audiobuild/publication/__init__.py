"""What the editor wrote: settings, voices, interviews, and what a new publication begins with."""
