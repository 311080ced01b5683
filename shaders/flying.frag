// A square of one colour.
flat in vec4 shade;
out vec4 colour;

void main() { colour = shade; }
