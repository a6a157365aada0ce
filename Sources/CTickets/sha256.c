#include "CTickets.h"
