/* What libexif's own build makes where the system has the standard's header. */
#include <stdint.h>
