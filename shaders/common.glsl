#version 330 core
// Prepended to every shader. Colours are premultiplied by their alpha everywhere.
#line 1
