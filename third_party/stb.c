/* The one translation unit that holds the implementation of stb. */
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC_ASSERT
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_MAX_DIMENSIONS (1 << 24)
#include <stb_image.h>
#include <stb_image_write.h>
